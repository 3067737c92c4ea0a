@platformsh @cap:api-token
Feature: Sessions of one installation
  Clients keep access tokens on the machine, so that the next command finds them. Those of another API token
  are not theirs to find. Page: "Platform.sh API tokens".

  Background:
    Given the user has made an API token

  @PSH-11
  Rule: Every session acts as the user who created its token

    Scenario: Two users of one installation are kept apart
      Given another session holds the API token of another user
      And another session has asked for its own user's account
      When the client asks for its account
      Then each session has the account of its own user
      And every session has used access tokens of its own API token

    Scenario: A changed API token opens a session of its own
      Given another session holds another API token of the same user
      And another session has asked for its own user's account
      When the client asks for its account
      Then every session has used access tokens of its own API token

    @cap:auth.info
    Scenario: Two users of one installation are each told who they are
      Given another session holds the API token of another user
      And another session was asked whom it acts as
      When the client is asked whom it acts as
      Then the caller is told who made the API token

    @cap:concurrent
    Scenario: Two users at the same time are kept apart
      Given another session holds the API token of another user
      When both sessions ask for their accounts at once
      Then each session has the account of its own user
