export { expectSoundLedgers } from './expect-sound-ledgers';
