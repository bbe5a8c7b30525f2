package activationdesk.gate;

/** Milliseconds since 1970 in UTC, as a double; an end that never comes is infinite. */
final class Times {
  static final double DAY = 86_400_000;
  static final double MINUTE = 60_000;
  static final double HOUR = 3_600_000;
  static final double NEVER = Double.POSITIVE_INFINITY;
  /** It is no time. */
  static final double NONE = Double.NaN;
  static final double FIRST = -62_167_219_200_000.0;
  static final double LAST = 253_402_300_799_999.0;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int NO_NUMBER = -1;

  private Times() {}

  /** NONE: it has another form. `otherwise`: of null, and of what is missing. */
  static double read(JsonValue value, double otherwise) {
    if (value.isNullish()) return otherwise;
    double at = value.isText() ? read(value.text()) : NONE;
    return at >= FIRST && at <= LAST ? at : NONE;
  }

  static double read(String text) {
    int year = number(text, 0, 4);
    if (year < 0) return readHttpDate(text);
    if (charAt(text, 4) != '-' || charAt(text, 7) != '-') return NONE;
    double day = moment(year, number(text, 5, 2), number(text, 8, 2), 0, 0, 0);
    if (text.length() <= 10) return text.length() == 10 ? day : NONE;
    char between = text.charAt(10);
    if ((between != 'T' && between != 't' && between != ' ') || charAt(text, 13) != ':') return NONE;
    int seconds = 0;
    int milliseconds = 0;
    int end = 16;
    if (charAt(text, 16) == ':') {
      seconds = number(text, 17, 2);
      end = 19;
      if (charAt(text, end) == '.') {
        int start = end + 1;
        for (end = start; Texts.isDigit(charAt(text, end)); end += 1) {}
        if (end == start) return NONE;
        for (int i = start; i < start + 3; i += 1) milliseconds = milliseconds * 10 + (i < end ? text.charAt(i) - '0' : 0);
      }
    }
    double offset = zone(text, end);
    double at = moment(year, number(text, 5, 2), number(text, 8, 2), number(text, 11, 2), number(text, 14, 2), seconds);
    return at + milliseconds - offset * MINUTE;
  }

  /** In minutes. */
  private static double zone(String text, int at) {
    int rest = text.length() - at;
    char first = charAt(text, at);
    if (rest == 0 || (rest == 1 && (first == 'Z' || first == 'z'))) return 0;
    if (rest < 0 || (first != '+' && first != '-')) return NONE;
    int colon = charAt(text, at + 3) == ':' ? 1 : 0;
    int hours = number(text, at + 1, 2);
    int minutes = number(text, at + 3 + colon, 2);
    if (rest != 5 + colon || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return NONE;
    return (hours * 60 + minutes) * (first == '-' ? -1.0 : 1.0);
  }

  private static double readHttpDate(String t) {
    if (t.length() != 29 || !isLetter(t.charAt(0), 'A') || !isLetter(t.charAt(1), 'a') || !isLetter(t.charAt(2), 'a')) return NONE;
    if (!t.startsWith(", ", 3) || t.charAt(7) != ' ' || t.charAt(11) != ' ' || t.charAt(16) != ' ') return NONE;
    if (t.charAt(19) != ':' || t.charAt(22) != ':' || !t.endsWith(" GMT")) return NONE;
    int month = 0;
    for (int i = 0; i < 12; i += 1) if (t.startsWith(MONTHS.substring(3 * i, 3 * i + 3), 8)) month = i + 1;
    return moment(number(t, 12, 4), month, number(t, 5, 2), number(t, 17, 2), number(t, 20, 2), number(t, 23, 2));
  }

  private static boolean isLetter(char c, char first) {
    return c >= first && c < first + 26;
  }

  private static double moment(int year, int month, int day, int hours, int minutes, int seconds) {
    if (year < 0 || month < 1 || month > 12 || day < 1) return NONE;
    boolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > DAYS[month - 1] + (month == 2 && leap ? 1 : 0)) return NONE;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) return NONE;
    return daysBefore(year, month, day) * DAY + hours * HOUR + minutes * MINUTE + seconds * 1000.0;
  }

  private static double daysBefore(int year, int month, int day) {
    int from = year - (month <= 2 ? 1 : 0);
    int era = Math.floorDiv(from, 400);
    int ofEra = from - era * 400;
    int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097.0 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719468;
  }

  private static int number(String text, int at, int digits) {
    if (text.length() < at + digits) return NO_NUMBER;
    int number = 0;
    for (int i = at; i < at + digits; i += 1) {
      if (!Texts.isDigit(text.charAt(i))) return NO_NUMBER;
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  private static char charAt(String text, int at) {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /** 2027-01-15T12:00:00.000Z; six digits and a sign of years outside of 0000 to 9999. */
  static String iso(double at) {
    double whole = at < 0 ? Math.ceil(at) : Math.floor(at);
    long day = (long) Math.floor(whole / DAY);
    long inDay = (long) (whole - day * DAY);
    long era = Math.floorDiv(day + 719468, 146097L);
    long ofEra = day + 719468 - era * 146097;
    long years = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146096) / 365;
    long ofYear = ofEra - (365 * years + years / 4 - years / 100);
    long shifted = (5 * ofYear + 2) / 153;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    long year = years + era * 400 + (month <= 2 ? 1 : 0);
    StringBuilder text = new StringBuilder(28);
    boolean isUsual = year >= 0 && year <= 9999;
    if (!isUsual) text.append(year < 0 ? '-' : '+');
    pad(text, Math.abs(year), isUsual ? 4 : 6, '-');
    pad(text, month, 2, '-');
    pad(text, ofYear - (153 * shifted + 2) / 5 + 1, 2, 'T');
    pad(text, inDay / 3_600_000, 2, ':');
    pad(text, inDay / 60_000 % 60, 2, ':');
    pad(text, inDay / 1000 % 60, 2, '.');
    pad(text, inDay % 1000, 3, 'Z');
    return text.toString();
  }

  private static void pad(StringBuilder text, long number, int digits, char behind) {
    String written = Long.toString(number);
    for (int i = written.length(); i < digits; i += 1) text.append('0');
    text.append(written).append(behind);
  }

  static String day(double at) {
    String said = iso(at);
    return said.substring(0, said.indexOf('T'));
  }
}
