@cloud-api @cap:api-key
Feature: Three names of one API
  The document names three hosts for the API: in its base URL, in its authentication samples, in its endpoint
  samples. A client takes the one that it is given, and the finding says which one it has called. Page: "Cloud API
  Platform".

  @CAP-01
  Rule: Calls go to the address that the client was given

    Scenario Outline: Calls the API at <host> and nowhere else
      When the client, given the API at "<host>", lists its projects
      Then every call of the client is made at "<host>"

      Examples:
        | host                      | reason                                |
        | api.cloudplatform.example | the base URL                          |
        | api.cloudplatform.dev     | the samples of the authentication     |
        | api.cloud.example.com     | the samples of the endpoints          |
