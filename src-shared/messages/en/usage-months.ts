// English words of the usage by month: on its page, in its files and in the command line.

export const usageMonths = {
  title: 'Usage by month',
  product: 'Product',
  month: 'Month',
  days: 'Days with a report',
  peak: 'Peak',
  average: 'Average',
  limit: 'Limit',
  overage: 'Overage',
  daysOver: 'Days over the limit',
  /** In place of figures. */
  noReport: 'No report',
  noLimit: 'No limit',
  counted:
    'A day counts with its highest report; days without a report are left out of the average. The limit is the one in force at the last report of the month. Months are in UTC.',
  lost: 'Some reports of this product were lost.',
  nothing: 'No product with a limit is licensed on this machine, and none has reported.',
}
