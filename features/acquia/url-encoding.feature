@acquia @cap:client-credentials
Feature: URL-encoding of the credentials
  The page recommends --data-urlencode over --data: a secret is base64 and often holds characters that mean
  something else in a form. Page: "Cloud Platform API v2 authentication", the curl example.

  @ACQ-17
  Rule: Non-alphanumeric characters are encoded, each exactly once

    Scenario Outline: A secret with <kind> arrives as it was generated
      Given the user has generated an API token whose secret holds "<characters>"
      When the client makes a call
      Then the platform has issued a token for that key and secret

      Examples:
        | kind                    | characters  | reason                                  |
        | a plus sign             | +           | raw, it is read as a space              |
        | every symbol of base64  | + / =       | what most real secrets look like        |
        | an equals sign          | =           | encoded twice, it stays an escape       |
        | an ampersand            | &           | raw, it ends the value                  |
        | a percent sign          | %2B         | raw, it is read as an escape            |
        | a blank                 | SPACE + & % | all of the above at once                |
        | a letter beyond ASCII   | ü           | UTF-8 first, then percent-encoded       |
