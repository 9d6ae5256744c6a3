import { identifier } from '../identifiers.js';
import type { States } from '../states.js';
import { type Command, type OptionSpec, texts, unmodelled, type Work } from './command.js';
import { ServiceError } from './errors.js';

type Component = States['hsm']['components'][number];

const types =
  'CDU CabinetCDU CabinetPDU CabinetPDUOutlet CabinetPDUPowerConnector CabinetPDUController Cabinet Chassis ChassisBMC ' +
  'CMMRectifier CMMFpga CEC ComputeModule RouterModule NodeBMC NodeEnclosure NodeEnclosurePowerSupply HSNBoard ' +
  'MgmtSwitch MgmtHLSwitch CDUMgmtSwitch Node Processor Drive StorageGroup NodeNIC Memory NodeAccel NodeAccelRiser ' +
  'NodeFpga HSNAsic RouterFpga RouterBMC HSNLink HSNConnector INVALID';
const states = 'Unknown Empty Populated Off On Standby Halt Ready';
const roles = ['Compute', 'Service', 'System', 'Application', 'Storage', 'Management'];
const subroles = ['Master', 'Worker', 'Storage', 'UAN', 'Gateway', 'LNETRouter', 'Visualization', 'UserDefined'];

/** Field of a component that each option compares. */
const filters: readonly (readonly [OptionSpec, string])[] = [
  [{ name: '--type', kind: 'text', choices: types.split(' ') }, 'Type'],
  [{ name: '--state', kind: 'text', choices: states.split(' ') }, 'State'],
  [{ name: '--flag', kind: 'text', choices: ['OK', 'Warning', 'Alert'] }, 'Flag'],
  ...texts('--id').map((option) => [option, 'ID'] as const),
  ...texts('--role').map((option) => [option, 'Role'] as const),
  ...texts('--subrole').map((option) => [option, 'SubRole'] as const),
  ...texts('--nid').map((option) => [option, 'NID'] as const),
  ...texts('--arch').map((option) => [option, 'Arch'] as const),
  ...texts('--class').map((option) => [option, 'Class'] as const),
  ...texts('--enabled').map((option) => [option, 'Enabled'] as const),
];

/** `cray hsm state components list`. */
export const hsmCommands: readonly Command[] = [
  {
    path: ['hsm', 'state', 'components', 'list'],
    arguments: [],
    options: [
      ...filters.map(([option]) => option),
      ...unmodelled('--softwarestatus', '--subtype', '--nid-start', '--nid-end', '--partition', '--group'),
      ...unmodelled('--stateonly', '--flagonly', '--roleonly', '--nidonly'),
    ],
    request: 'GET apis/smd/hsm/v2/State/Components',
    run: list,
  },
];

function list({ store, input }: Work): object {
  checkWord('Role', roles, input.text('--role'));
  checkWord('SubRole', subroles, input.text('--subrole'));
  const given = filters.flatMap(([{ name }, field]) => {
    const text = input.text(name);
    return text === undefined ? [] : [{ field, text: text.toLowerCase() }];
  });
  const matches = (component: Component) =>
    given.every(({ field, text }) => String(component[field] ?? '').toLowerCase() === text);
  return { Components: unordered(store.settings.seed, store.hsm.components.filter(matches)) };
}

function checkWord(what: string, known: readonly string[], given: string | undefined): void {
  if (given !== undefined && !known.some((word) => word.toLowerCase() === given.toLowerCase())) {
    throw new ServiceError(400, `bad query param: Argument was not a valid HMS ${what}`);
  }
}

/** HSM promises no order; this one is none, but the same each time. */
function unordered(seed: string, components: readonly Component[]): readonly Component[] {
  const rank = ({ ID: id }: Component) => identifier(seed, 'order', id);
  return [...components].sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}
