@platformsh @cap:api-token
Feature: Obtaining an access token
  CI services and scripts have an API token of a user, and exchange it for access tokens, which authenticate
  their calls. Page: "Platform.sh API tokens".

  Background:
    Given the user has made an API token

  @PSH-01
  Rule: An API token is an authentication option

    Scenario: Exchanges the API token it was given
      When the client asks for its account
      Then the platform has issued an access token for the API token

    Scenario: Asks for the grant of API tokens
      When the client asks for its account
      Then every token request asks for the grant of API tokens

    @cap:renewal
    Scenario: Renews by the same grant
      Given the client has asked for its account
      When the client asks for its account 901 seconds after its token was issued
      Then every token request asks for the grant of API tokens

    Scenario: Asks in one of the documented styles
      When the client asks for its account
      Then every token request is one that the platform documents

    Scenario: Carries the access token as it was issued
      When the client asks for its account
      Then every API call carries the token as it was issued

    Scenario: Carries an opaque access token as it was issued
      Given access tokens are opaque
      When the client asks for its account
      Then every API call carries the token as it was issued

    Scenario: Carries the access token on a call that changes something
      When the client asks for a backup
      Then every API call carries the token as it was issued
      And the call succeeds

    Scenario: The token type is compared without regard to case
      Given the token answer names its type "Bearer"
      When the client asks for its account
      Then every API call carries the token as it was issued

    Scenario: Takes an access token whatever else the answer says
      Given the token answer holds members that nobody has documented
      When the client asks for its account
      Then the call succeeds

  @PSH-09 @cap:environment
  Rule: The API token is the value of the environment variable PLATFORMSH_CLI_TOKEN

    Scenario: The API token is taken from PLATFORMSH_CLI_TOKEN
      Given the API token is the value of PLATFORMSH_CLI_TOKEN, and nothing else is given
      When the client asks for its account
      Then the platform has issued an access token for the API token
      And the call succeeds

    Scenario: A variable of a similar name is not taken for it
      Given the API token is the value of PLATFORMSH_CLI_TOKEN, and nothing else is given
      And variables of similar names hold something else
      When the client asks for its account
      Then the platform has issued an access token for the API token
      And the call succeeds

  @PSH-11
  Rule: The client acts as the user who created the token

    Scenario: The account is that of the user who made the API token
      Given a machine user has made the API token
      When the client asks for its account
      Then the account is that of the user who made the API token

    @cap:auth.info
    Scenario: Says whom it acts as
      Given a machine user has made the API token
      When the client is asked whom it acts as
      Then the caller is told who made the API token

    @cap:projects.list
    Scenario: Lists the projects of that user and no others
      Given a machine user has made the API token
      And there is a project that the machine user has nothing of
      When the client lists the projects
      Then the caller has the user's projects and no others

  @PSH-12 @cap:environment
  Rule: An API token is necessary; project and environment are detected

    @cap:environments.list
    Scenario: The project is that of the container
      Given the client runs in the container of "feature/login" in another project of the user
      When the client lists the environments without naming a project
      Then the caller has the environments of the container's project

    @cap:backup.create
    Scenario: The environment is that of the container
      Given the client runs in the container of "staging" in another project of the user
      When the client takes a backup without naming where
      Then a backup of the container's environment has begun

    @cap:backup.create
    Scenario: An environment of a name with a slash is detected
      Given the client runs in the container of "feature/login" in another project of the user
      When the client takes a backup without naming where
      Then a backup of the container's environment has begun

    Scenario: Without an API token nothing is asked
      Given another session, in a container without an API token, has asked for its account
      When the client asks for its account
      Then the session without an API token was refused, and nothing was asked for it
      And the call succeeds
