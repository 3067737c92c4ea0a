@api-token-realm
Feature: API tokens in the console
  Where users come by their tokens: Environment settings, Access management, API token. These rows judge the mock
  itself, its pages walked through as a browser does. Page: "API authentification", creating an API token.

  @ATR-06
  Rule: Environment settings are in the main menu

    Scenario: The main menu leads to the settings
      Given a visitor is signed in to the console of the realm
      When the visitor follows "Environment settings"
      Then the page of the realm shows "Access management"

    Scenario: Each environment has settings of its own
      Given the user belongs to a second environment, "Staging"
      When the visitor looks at Home
      Then Home leads to the settings of "Production" and "Staging"

  @ATR-07
  Rule: API tokens are in the section Access management

    Scenario: Access management leads to the API tokens
      Given a visitor is signed in to the console of the realm
      When the visitor opens the list of API tokens
      Then the page of the realm shows "My API Token"

    Scenario: A token of one environment is not listed in another
      Given the user belongs to a second environment, "Staging"
      And the visitor has generated the API token "nightly export"
      When the visitor opens the list of API tokens of "Staging"
      Then My API Token does not list "nightly export"

    Scenario: A token does not open what is in another environment
      Given a visitor holds a token
      When a visitor asks for a project of another environment
      Then the realm answers 404

  @ATR-08
  Rule: A name is entered

    Scenario: Without a name there is no token
      When the visitor generates the API token ""
      Then the user has 0 more tokens

    Scenario: Two tokens may have one name
      Given the visitor has generated the API token "nightly export"
      When the visitor generates the API token "nightly export"
      Then the user has 2 more tokens

  @ATR-09
  Rule: Permissions are selected

    Scenario: Each permission is there to be selected
      When the visitor opens the list of API tokens
      Then each permission of the user can be selected

    Scenario Outline: A token without permissions does not open <what>
      When the visitor generates the API token "nightly export"
      Then the API token "nightly export" answers 403 to "<what>"

      Examples:
        | what                 | reason              |
        | GET /metrics         | one permission      |
        | GET /usage           | one of two          |
        | GET /_console/tokens | one's own tokens    |

  @ATR-10
  Rule: Generate makes a token with the selected permissions

    Scenario: What was selected is open
      When the visitor generates the API token "nightly export" that may "metrics.read"
      Then the API token "nightly export" answers 200 to "GET /metrics"

    Scenario: What was not selected is closed
      When the visitor generates the API token "nightly export" that may "metrics.read"
      Then the API token "nightly export" answers 403 to "GET /projects"

    Scenario: A value that the user sends is not taken over
      When the visitor generates an API token with a value of their own choice
      Then the value of "chosen" is the platform's own

    Scenario: Two tokens have two values
      Given the visitor has generated the API token "one"
      When the visitor generates the API token "two"
      Then "one" and "two" have two values

  @ATR-11
  Rule: The new token is in My API Token

    Scenario: My API Token lists it
      When the visitor generates the API token "nightly export"
      Then My API Token lists "nightly export" and no value

  @ATR-12
  Rule: Its line shows token and permissions

    Scenario: The line shows the value
      Given the visitor has generated the API token "nightly export" that may "metrics.read"
      When the visitor opens the line of "nightly export"
      Then the line shows the value of "nightly export"

    Scenario: The line shows the value again
      Given the visitor has generated the API token "nightly export" that may "metrics.read"
      And the visitor has opened the line of "nightly export"
      When the visitor opens the line of "nightly export"
      Then the line shows the value of "nightly export"

    Scenario: The line of an inactive token shows the value
      Given the visitor has generated the API token "nightly export" that may "metrics.read"
      And the visitor has clicked Deactivate next to "nightly export"
      When the visitor opens the line of "nightly export"
      Then the line shows the value of "nightly export"
      And the page of the realm shows "inactive"

    Scenario: The line shows the permissions
      Given the visitor has generated the API token "nightly export" that may "metrics.read projects.write"
      When the visitor opens the line of "nightly export"
      Then the line shows the permissions "metrics.read projects.write" and no others

  @ATR-14
  Rule: Permissions stay as they were selected

    Scenario: The line offers nothing to change permissions by
      Given the visitor has generated the API token "nightly export" that may "metrics.read"
      When the visitor opens the line of "nightly export"
      Then the line offers no permission to select

  @ATR-15
  Rule: One's own tokens are activated, deactivated and deleted

    Scenario: Deactivate closes at once what the token opened
      Given the visitor has generated the API token "nightly export" that may "metrics.read"
      When the visitor clicks Deactivate next to "nightly export"
      Then the API token "nightly export" answers 401 to "GET /metrics"

    Scenario: Activate opens it again
      Given the visitor has generated the API token "nightly export" that may "metrics.read"
      And the visitor has clicked Deactivate next to "nightly export"
      When the visitor clicks Activate next to "nightly export"
      Then the API token "nightly export" answers 200 to "GET /metrics"

    Scenario: Delete closes it for ever
      Given the visitor has generated the API token "nightly export" that may "metrics.read"
      When the visitor clicks Delete next to "nightly export"
      Then the API token "nightly export" answers 401 to "GET /metrics"

    Scenario: A deleted token is not listed
      Given the visitor has generated the API token "nightly export" that may "metrics.read"
      When the visitor clicks Delete next to "nightly export"
      Then the page of the realm does not show "nightly export"
