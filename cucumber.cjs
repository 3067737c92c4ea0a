// For people who live in Cucumber: `npx cucumber-js` runs the compiled steps, `--profile acquia` one platform.
// The client under test is named by world parameters: --world-parameters '{"client":"./my-client.ts"}'.
const profile = platform => ({
  import: ['dist/src/steps/index.js'],
  paths: [`features/${platform}/*.feature`],
});

module.exports = {
  default: profile('*'),
  acquia: profile('acquia'),
  platformsh: profile('platformsh'),
  'cloud-api': profile('cloud-api'),
  'api-token-realm': profile('api-token-realm'),
  'clever-cloud': profile('clever-cloud'),
};
