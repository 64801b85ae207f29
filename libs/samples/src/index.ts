export { addSampleData, sampleTrackers } from './add-sample-data';
