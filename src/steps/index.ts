/** All step definitions: Cucumber imports this one file. */
import './acquia/index.ts';
import './clever-cloud/index.ts';
import './platformsh/index.ts';
import './cloud-api/index.ts';
import './api-token-realm/index.ts';
