@api-token-realm
Feature: API tokens of other users
  With the appropriate authorization a user manages the tokens of all users of the environment. These rows judge
  the mock itself. Page: "API authentification", managing API tokens.

  Background:
    Given a colleague has the API token "nightly export"

  @ATR-16
  Rule: With the appropriate authorization a user manages the API tokens of other users in the environment

    Scenario Outline: An administrator <does> a token in the console
      Given the visitor is an administrator
      When the visitor <does> the colleague's token in the console
      Then the colleague's token answers 401
      And the platform has noted who has done it

      Examples:
        | does        |
        | deactivates |
        | deletes     |

    Scenario Outline: An administrator <does> a token over the API
      Given the visitor is an administrator
      When the visitor <does> the colleague's token over the API
      Then the colleague's token answers 401

      Examples:
        | does        |
        | deactivates |
        | deletes     |

    Scenario: An administrator activates a token
      Given the colleague's token is inactive
      And the visitor is an administrator
      When the visitor activates the colleague's token in the console
      Then the colleague's token answers 200

    Scenario: Another environment's tokens are nothing to an administrator
      Given the visitor is an administrator of another environment
      When the visitor deletes the colleague's token over the API
      Then the realm answers 404
      And the colleague's token answers 200

    Scenario: Another environment's tokens are not on an administrator's page
      Given the visitor is an administrator of another environment
      When the visitor looks at the list of API tokens
      Then the page tells nothing of the colleague's token

  @ATR-17
  Rule: This includes deactivating, activating and deleting, and nothing else

    Scenario: An administrator does not open the line of another user's token
      Given the visitor is an administrator
      When the visitor opens the line of the colleague's token
      Then the page tells nothing of the colleague's token

    Scenario: The API does not tell an administrator value or permissions
      Given the visitor is an administrator
      When the visitor looks the colleague's token up over the API
      Then the answer tells no value or permission of the colleague's token

    Scenario: An administrator makes tokens for nobody else
      Given the visitor is an administrator
      When the visitor generates an API token in the name of the colleague
      Then the new token is the visitor's own

  @ATR-18
  Rule: Without authorization other users' tokens are neither listed nor changed

    Scenario: The page lists own tokens only
      Given the visitor has no authority over other users
      When the visitor looks at the list of API tokens
      Then the page tells nothing of the colleague's token

    Scenario: The API lists own tokens only
      Given the visitor has no authority over other users
      When the visitor lists the API tokens over the API
      Then the answer tells nothing of the colleague's token

    Scenario: The list of all users is closed
      Given the visitor has no authority over other users
      When the visitor lists the API tokens of all users over the API
      Then the realm answers 403

    Scenario: A form that others have is refused
      Given the visitor has no authority over other users
      When the visitor sends the form that deactivates the colleague's token
      Then the colleague's token answers 200

    Scenario Outline: The API <does> no token of another user
      Given the visitor has no authority over other users
      When the visitor <does> the colleague's token over the API
      Then the realm answers 403
      And the colleague's token answers 200

      Examples:
        | does        |
        | deactivates |
        | deletes     |

  @ATR-19
  Rule: API tokens of the logged on user and all other users

    Scenario: An administrator's page lists all tokens with their owners
      Given the visitor is an administrator
      When the visitor looks at the list of API tokens
      Then the page tells of the colleague's token with its owner, and no value or permission
      And the page tells of own tokens as well

    Scenario: The API lists all tokens with their owners
      Given the visitor is an administrator
      When the visitor lists the API tokens of all users over the API
      Then the answer tells of the colleague's token with its owner, and no value or permission
