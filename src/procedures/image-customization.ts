import type { Parameters } from '../model/parameters.js';
import { type Procedure, Sequence } from '../model/procedure.js';
import { checkConfiguration } from '../steps/check-configuration.js';
import { createConfiguration } from '../steps/create-configuration.js';
import { createImageRecord } from '../steps/create-image-record.js';
import { createSession } from '../steps/create-session.js';
import { findNodes } from '../steps/find-nodes.js';
import { getArtifacts } from '../steps/get-artifacts.js';
import { identifyImage } from '../steps/identify-image.js';
import { nextSteps } from '../steps/next-steps.js';
import { preflight } from '../steps/preflight.js';
import { recordChecksums } from '../steps/record-checksums.js';
import { registerManifest } from '../steps/register-manifest.js';
import { resolveCommit } from '../steps/resolve-commit.js';
import { restoreBootParameters } from '../steps/restore-boot-parameters.js';
import { resultImage } from '../steps/result-image.js';
import { saveBootParameters } from '../steps/save-boot-parameters.js';
import { updateBootParameters } from '../steps/update-boot-parameters.js';
import { verifyBootParameters } from '../steps/verify-boot-parameters.js';
import { verifySystem } from '../steps/verify-system.js';
import { waitSession } from '../steps/wait-session.js';

const createsConfiguration = (parameters: Parameters) => parameters.configuration.create !== undefined;

const run = Sequence.empty()
  .then(preflight)
  .then(identifyImage)
  .then(getArtifacts)
  .then(recordChecksums)
  .then(createImageRecord)
  .then(registerManifest)
  .either(
    createsConfiguration,
    (created) => created.then(resolveCommit).then(createConfiguration),
    (existing) => existing.then(checkConfiguration),
  )
  .then(createSession)
  .then(waitSession)
  .then(resultImage)
  .then(findNodes)
  .then(saveBootParameters)
  .then(updateBootParameters)
  .then(verifyBootParameters)
  .then(nextSteps);

/** "Management Node Image Customization", CSM 1.3. */
export const imageCustomization: Procedure = {
  id: 'management-node-image-customization',
  title: 'Management Node Image Customization',
  source: 'Management Node Image Customization, HPE Cray EX documentation, CSM 1.3',
  run: run.steps,
  verify: run.after(verifySystem),
  rollback: run.after(restoreBootParameters),
};
