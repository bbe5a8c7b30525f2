// What is there.
import { ok, refused, row, type Area } from '../row.ts'

export const reachable: Area = {
  area: 'What is there',
  rows: [
    row(
      'app/controllers/api/v1/health_controller.rb',
      'the server says that it is there',
      'GET /ping',
      { as: 'nobody' },
      ok(),
    ),
    row('config/routes.rb', 'by the account as well', 'GET /accounts/$account/ping', { as: 'nobody' }, ok()),
    row(
      'app/controllers/api/v1/health_controller.rb',
      'health',
      'GET /health',
      { as: 'nobody' },
      { status: 204 },
    ),
    row('config/routes.rb', 'a slash at the end', 'GET /me/', {}, ok()),
    row('config/routes.rb', 'slashes that are doubled', 'GET //licenses//$license', {}, ok()),
    row('config/routes.rb', 'an address that there is not', 'GET /nowhere', {}, refused(404, 'NOT_FOUND')),
    row(
      'app/controllers/concerns/current_account_scope.rb',
      'an account that there is not',
      'GET /accounts/$nobody/me',
      {},
      { ...refused(404, 'NOT_FOUND') },
    ),
    row(
      'machines/show:250',
      'a machine whose fingerprint ends with a newline',
      'GET /machines/one%0A',
      { given: ['activated'] },
      refused(404, 'NOT_FOUND'),
    ),
  ],
}
