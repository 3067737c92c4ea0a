@platformsh
Feature: API tokens in the console of Platform.sh
  Where people make API tokens and look at them: pages, walked through as a browser does. These rows judge the mock
  itself. Page: "Platform.sh API tokens", obtaining a token.

  Background:
    Given somebody is signed in to the console of Platform.sh

  @PSH-02
  Rule: API tokens can be created through the management console

    Scenario: The page of the user leads to Account Settings and on to API Tokens
      When somebody follows "User", "Account Settings" and "API Tokens" in the console of Platform.sh
      Then the page of Platform.sh offers "Create an API Token"

    Scenario: An API token made in the console acts as who made it
      When somebody creates the API token "ci nightly" in the console of Platform.sh
      Then the API token "ci nightly" acts as the human

  @PSH-03
  Rule: Click the 'Create an API Token' link

    Scenario: The link alone makes no API token
      When somebody follows the link to create an API token
      Then the human has 0 API tokens

    Scenario: A user may have several API tokens
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      When somebody creates the API token "laptop" in the console of Platform.sh
      Then the API token "ci nightly" brings an access token
      And the API token "laptop" brings an access token

    Scenario: An API token is deleted by itself
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      And somebody has created the API token "laptop" in the console of Platform.sh
      When somebody deletes the API token "ci nightly" in the console of Platform.sh
      Then the API token "ci nightly" brings no access token
      And the API token "laptop" brings an access token

  @PSH-04
  Rule: You may be asked to reverify your password

    Scenario: A sign-in of a moment ago is enough
      When somebody follows the link to create an API token
      Then the page of Platform.sh asks for the application name

    Scenario: A sign-in of an hour ago is not
      Given an hour has passed at Platform.sh
      When somebody follows the link to create an API token
      Then the page of Platform.sh asks for the password

    Scenario: The password leads on to the name
      Given an hour has passed at Platform.sh
      When somebody follows the link to create an API token and gives the password
      Then the page of Platform.sh asks for the application name

    Scenario: A wrong password leads nowhere
      Given an hour has passed at Platform.sh
      When somebody follows the link to create an API token and gives a wrong password
      Then the page of Platform.sh asks for the password

    Scenario: A form that was left open for an hour makes no API token
      Given somebody has followed the link to create an API token
      And an hour has passed at Platform.sh
      When somebody names the API token "ci nightly"
      Then the human has 0 API tokens

  @PSH-05
  Rule: Enter a unique application name to identify the token

    Scenario: Without a name there is no API token
      When somebody creates the API token "" in the console of Platform.sh
      Then the human has 0 API tokens

    Scenario: The console refuses a name that the user has given before
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      When somebody creates the API token "ci nightly" in the console of Platform.sh
      Then the human has 1 API token

    Scenario: The API refuses it too
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      When the human creates the API token "ci nightly" over the API
      Then Platform.sh answers 409

    Scenario: Another user may give the same name
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      When the machine user creates the API token "ci nightly" over the API
      Then Platform.sh answers 201

    Scenario: The name of a deleted API token is free again
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      And somebody has deleted the API token "ci nightly" in the console of Platform.sh
      When somebody creates the API token "ci nightly" in the console of Platform.sh
      Then the human has 1 API token

  @PSH-06
  Rule: It will be displayed once at the top of the page in a green banner

    Scenario: The banner shows the new API token
      When somebody creates the API token "ci nightly" in the console of Platform.sh
      Then the green banner at the top of the page shows "ci nightly" and its value

    Scenario: The banner is gone the next time
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      When somebody looks at the API tokens in the console of Platform.sh
      Then the page of Platform.sh names "ci nightly" and shows no value

  @PSH-07
  Rule: You may also view it later by clicking the 'view' link next to the token name

    Scenario: The link leads to the value
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      When somebody views the API token "ci nightly" and gives the password
      Then the page of Platform.sh shows the value of "ci nightly"

    Scenario: Today's Platform.sh has no such link
      Given Platform.sh shows no API token twice
      And somebody has created the API token "ci nightly" in the console of Platform.sh
      When somebody looks at the API tokens in the console of Platform.sh
      Then the page of Platform.sh has no link to view

    Scenario: Today's Platform.sh has no such page
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      And somebody has come to view the API token "ci nightly"
      And Platform.sh shows no API token twice
      When somebody gives the password in the console of Platform.sh
      Then the page of Platform.sh does not show the value of "ci nightly"

  @PSH-08
  Rule: You will be asked to reverify your password as well when viewing the token

    Scenario: The password is asked for, however fresh the sign-in is
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      When somebody views the API token "ci nightly"
      Then the page of Platform.sh asks for the password
      And the page of Platform.sh does not show the value of "ci nightly"

    Scenario: A wrong password shows nothing
      Given somebody has created the API token "ci nightly" in the console of Platform.sh
      When somebody views the API token "ci nightly" and gives a wrong password
      Then the page of Platform.sh does not show the value of "ci nightly"
