/** Sample notes and comments, by category and status. */
import type { Category, Status } from '@action-tracker/contracts';

export const NOTES: Readonly<Record<Category, readonly string[]>> = {
  Programmatic: [
    'Sent the draft to legal. They want the delay clause back before anybody signs.',
    'Discussed in the weekly call: procurement needs one more week for the purchase order.',
    'Vendor confirmed by e-mail that the dates in the master schedule are contractual.',
    'Agency asked for the orbital debris assessment as a separate attachment.\nPriority now: get the signed version from systems, then resubmit.',
    'Budget owner agreed. Waiting for the second signature, who is travelling until Thursday.',
    'Status after the quarterly review:\n- payment schedule accepted\n- liquidated damages still open\n- option for a second unit dropped\nNext step is ours: send the marked-up contract.',
  ],
  'SW / Ops': [
    'Tried it on the flatsat: works with the old dictionary, fails with 1.4 because of the new packet id.',
    'Log and packet capture are on the share. The dropouts come every 37 minutes.',
    'Operators asked for a one-page procedure instead of the wiki link.',
    'Patched the decoder. Re-ran the 24 h soak test, no gaps.\nWill leave it running over the weekend.',
    'Open questions for the vendor:\n1. Which CRC is used on the housekeeping packets?\n2. Can the transmit window be set from the ground?\n3. Who owns the key rollover?',
    'Demonstrated to mission control. They accept it once the alarm limits are in the database.',
  ],
  Mechanical: [
    'Measured the first article: hole 7 is 0.12 mm out of position, the rest is within tolerance.',
    'Supplier quoted six weeks for the part, four with expedite fee.',
    'Updated STEP model uploaded. Envelope grew by 3 mm on the -Y side because of the connector backshell.',
    'Vibration test summary:\n- first lateral mode 78 Hz (requirement > 50 Hz)\n- no visible damage, fasteners hold torque\n- one accelerometer lost at -3 dB, data not needed',
    'Margin is 0.31 with the new bolts. Report in review.',
    'Agreed to use the existing lifting fixture with a longer sling. Proof load certificate is still valid until March.',
  ],
  ADCS: [
    'Monte Carlo with 500 runs: 99.7 % settle in less than two orbits.',
    'Wheel 3 shows a bearing signature at 2,400 rpm. Vendor says it is inside the acceptance limits.',
    'New inertia tensor gives 4 % slower slews. No change of gains needed.',
    'Polarity test done with the handheld magnet, all three axes as expected. Photos on the share.',
    'Found the reason for the pointing bias: the star tracker frame in the database was rotated by 0.2 deg.\nCorrected file sent, simulation re-run, bias gone.',
  ],
  Systems: [
    'Went through the matrix line by line with the vendor. Eleven rows closed, four need analysis, one needs a waiver.',
    'Proposal: keep the single-point ground at the bus, isolate the payload with 1 MOhm. Vendor will check.',
    'Rows 31 to 40 verified by test report, 41 to 44 by inspection.',
    'Minutes of the working group:\n- pinout of J12 follows the bus drawing, we change our harness\n- inrush limit stays at 4 A for 10 ms\n- survival heaters are on a separate switched line\n- next meeting in two weeks, ICD revision to be signed there\nAction for both sides: update the drawings before that date, so that the review board sees one consistent set.',
    'Power budget with the measured heater duty cycle: margin 17 %. We need to find 6 W or accept a waiver.',
    'EMC lab repeated the measurement with ferrites on the harness: 9 dB below the limit.',
  ],
  ConOps: [
    'Draft distributed to operations and payload. Comments until Friday.',
    'Timeline assumes two ground stations. With one, commissioning takes nine days longer.',
    'Walked through it in the simulator. Step 14 must come before the transmitter is switched on.',
    'Agreed with flight dynamics:\n- first orbit determination after three passes\n- no manoeuvre in the first 72 hours\n- conjunction warnings go to the duty phone',
    'Legal wants the responsibilities after handover in writing, not only in the slides.',
  ],
};

export const COMMENTS: Readonly<Record<Status, readonly (string | null)[]>> = {
  New: [null],
  'Not Started': [null, 'Accepted, starts after the review', 'Planned for next sprint'],
  'In Progress': [
    null,
    'Started',
    'Kick-off held with the vendor',
    'Work goes on after the answer',
  ],
  TBC: [
    'Done on our side, vendor to confirm',
    'Waiting for the signed minutes',
    'Please check the result, then close',
  ],
  Complete: ['Closed in the weekly call', 'Report accepted', 'Vendor confirmed in writing', null],
  Blocked: [
    'No access to the test bench until the facility reopens',
    'Waiting for the export licence',
    'Part is late: new delivery date not known yet',
    'Depends on the new ICD revision',
  ],
};

export const REASSIGNMENT_NOTES: readonly string[] = [
  'Handed over in the Monday call, background is in the shared folder.',
  'Taken over because of parental leave. Status and contacts were explained in person.',
  'Moved to the person who sits with the vendor this month.',
];

export const DELAY_NOTES: readonly string[] = [
  'Vendor asked for more time: the lab slot moved. New due date agreed with the project manager.',
  'Due date moved after the schedule review. No effect on the critical path.',
  'Slipped because the input from the other vendor came late. Told the customer.',
];

/** Why a due date moved; the note that follows it says more. */
export const DELAY_REASONS: readonly string[] = [
  'Lab slot moved',
  'Schedule review',
  'Late input from another vendor',
  'Part on back order',
  'Key person not available',
];

/** Notes taken in a meeting, on the items discussed first. */
export const MEETING_NOTES: readonly (readonly string[])[] = [
  [
    'Overdue. The vendor named the missing input; we send it this week.',
    'Agreed: split into two steps, the second one follows after the test.',
    'No news since the last call. Owner asks for a status in writing.',
  ],
  [
    'Vendor will propose a new date by Friday.',
    'Input received. The result is expected before the next meeting.',
    'Escalated to the programme managers of both sides.',
  ],
];

export const MEETING_MINUTES: readonly string[] = [
  'Overdue items first. The vendor sees no effect on the delivery date.\n\nDecisions:\n- The schedule review stays on its date.\n- Open questions on drawings go into the tracker, not into e-mail.',
  'Went through everything overdue or due within a week.\n\nDecisions:\n- Both sides confirm their dates for the next milestone by Friday.\n- Items without movement for a month get a new owner or are closed.\n\nNext meeting in one week, same time.',
];
