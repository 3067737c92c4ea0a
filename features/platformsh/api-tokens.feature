@platformsh
Feature: What the value of an API token is good for
  How the emulated platform makes, exchanges and deletes API tokens, by plain HTTP. These rows judge the mock itself.
  Page: "Platform.sh API tokens"; reference of the API.

  @PSH-06
  Rule: The answer to the creation holds the value, which is exchanged for access tokens

    Scenario Outline: The value is exchanged as <style>
      When the human creates the API token "ci nightly" over the API
      And somebody exchanges the API token "ci nightly" as <style>
      Then Platform.sh hands out an access token for 900 seconds

      Examples:
        | style                             | reason                 |
        | a form with a client in Basic     | the documentation's    |
        | a form with the client in it      | the CLI's              |
        | JSON with a client in Basic       | the JavaScript SDK's   |

    Scenario Outline: A value that was never made is refused by the <service> service
      Given the tokens of Platform.sh come from the <service> service
      When somebody exchanges a made-up API token
      Then Platform.sh refuses the exchange with "<error>"

      Examples:
        | service | error                |
        | old     | invalid_grant        |
        | new     | request_unauthorized |

    Scenario: The value itself opens no API
      Given the human has created the API token "ci nightly" over the API
      When somebody calls the API with the value of "ci nightly"
      Then Platform.sh answers 401

  @PSH-07
  Rule: The API never shows the value again

    Scenario Outline: Looking at <what> shows no value
      Given the human has created the API token "ci nightly" over the API
      When the human looks at <what>
      Then Platform.sh names "ci nightly" and tells no value

      Examples:
        | what                   |
        | the list of API tokens |
        | an API token           |

  @PSH-03
  Rule: A user may have several API tokens, and deletes each by itself

    Scenario Outline: A deleted API token is refused by the <service> service
      Given the tokens of Platform.sh come from the <service> service
      And the human has created the API token "ci nightly" over the API
      And the human has deleted the API token "ci nightly" over the API
      When somebody exchanges the API token "ci nightly" as a form with a client in Basic
      Then Platform.sh refuses the exchange with "<error>"

      Examples:
        | service | error                |
        | old     | invalid_grant        |
        | new     | request_unauthorized |

    Scenario Outline: An access token that was made before is <state> <later>
      Given somebody holds an access token made from the API token "ci nightly"
      And the human has deleted the API token "ci nightly" over the API
      When somebody uses the access token <later>
      Then Platform.sh answers <status>

      Examples:
        | state | later             | status |
        | alive | 899 seconds later | 200    |
        | dead  | 900 seconds later | 401    |

    Scenario: An access token that was revoked is refused
      Given somebody holds an access token made from the API token "ci nightly"
      When somebody revokes the access token
      Then the access token is refused

    Scenario: Each API token tells when it was used last
      Given the human has created the API token "ci nightly" over the API
      And the human has created the API token "laptop" over the API
      When somebody exchanges the API token "laptop" as a form with a client in Basic
      Then Platform.sh tells that "laptop" was used and "ci nightly" was not
