@platformsh @cap:api-token @cap:variable.create
Feature: The token as a variable of an environment
  So that a client on the container finds its API token, it is stored as env:PLATFORMSH_CLI_TOKEN.
  Page: "Platform.sh API tokens", the CLI on a Platform.sh environment.

  Background:
    Given the client acts as the admin who owns the project

  @PSH-24
  Rule: Set this token as the top-level environment variable env:PLATFORMSH_CLI_TOKEN

    Scenario: The environment has the variable
      When the client stores a token in the variable
      Then the environment has the variable, and the caller its name

    Scenario: A value of odd characters arrives as it was given
      When the client stores a value of odd characters in the variable
      Then the environment has the variable, and the caller its name

  @PSH-25
  Rule: platform variable:create -e master --level environment --name env:PLATFORMSH_CLI_TOKEN --sensitive true

    Scenario: The command makes the documented request
      When the client stores a token in the variable
      Then the variable is asked for as documented

    Scenario: An environment whose name holds a slash is one part of the path
      When the client stores a token in the variable of the environment "feature/login"
      Then the variable is asked for as documented

    Scenario Outline: A name with <what> is percent-encoded once
      When the client stores a token in the variable "<name>"
      Then every path holds the name percent-encoded once

      Examples:
        | what             | name                     | reason                            |
        | a colon          | env:PLATFORMSH_CLI_TOKEN | the page's                        |
        | a slash          | d8config:system/site     | a name of configuration           |
        | a percent sign   | limit:50%25              | an escape that is none            |
        | a question mark  | feature?                 | what would end the path           |

    Scenario: A variable that is there already is not created again
      Given the variable is there already
      When the client stores a token in the variable
      Then the variable is as it was, and the caller learns that

    Scenario: A variable that somebody else creates first is left alone
      When the client stores a token in the variable, as somebody else does
      Then the variable is as it was, and the caller learns that

  @PSH-26
  Rule: Include the env: to expose $PLATFORMSH_CLI_TOKEN on its own

    Scenario: A program on the container finds the token
      When the client stores a token in the variable
      Then a program on the container finds the value on its own

  @PSH-27
  Rule: Rather than as a part of $PLATFORM_VARIABLES like normal environment variables

    Scenario: The token is no part of PLATFORM_VARIABLES
      When the client stores a token in the variable
      Then on the container the variable stands where its name says

    Scenario: A variable without the prefix is part of PLATFORM_VARIABLES alone
      When the client stores a value that is not sensitive in the variable "app_mode"
      Then on the container the variable stands where its name says

  @PSH-28
  Rule: --sensitive true

    Scenario: The value is not to be read back, which the client does not expect
      When the client stores a token in the variable
      Then the variable is as sensitive as was asked for

    Scenario: What is not to be sensitive stays readable
      When the client stores a value that is not sensitive in the variable "app_mode"
      Then the variable is as sensitive as was asked for

    Scenario: The value is shown to nobody
      When the client stores a token in the variable
      Then the value stands in no URL and in no activity

    Scenario: A refusal that repeats the value is told without it
      Given the platform refuses the variable, and repeats its value
      When the client stores that value in the variable
      Then no message to the caller repeats the value
