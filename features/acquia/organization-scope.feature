@acquia @cap:client-credentials @cap:organization-scope
Feature: Organization scope for Single Sign-On
  Organizations that use SSO open to tokens of their own scope only. Page: "Cloud Platform API v2
  authentication", the SSO example.

  Background:
    Given the user has generated an API token
    And an organization that uses Single Sign-On

  @ACQ-20
  Rule: The organization scope is requested while generating the token

    Scenario: Asks for the scope in the token request
      Given the client is configured for that organization
      When the client lists the organization's applications
      Then the token request asks for the organization's scope

    Scenario: Sends the scope on no API call
      Given the client is configured for that organization
      When the client lists the organization's applications
      Then no API call carries a scope

    @cap:renewal
    Scenario: Renews with the same scope
      Given the client is configured for that organization
      And the client has listed the organization's applications
      When the client lists the organization's applications 301 seconds after its token was issued
      Then every session has asked for its own scope
      And the call succeeds

  @ACQ-21
  Rule: The UUID names the one organization that the token opens

    Scenario: Two organizations of one installation are kept apart
      Given another organization that uses Single Sign-On
      And a session of this installation has listed the first organization's applications
      When another session lists the other organization's applications
      Then each session has used an access token of its own

    Scenario: A token without scope is not used for an organization
      Given a session of this installation without organization has made a call
      When another session lists the first organization's applications
      Then each session has used an access token of its own

    Scenario: A token of an organization is not used without one
      Given a session of this installation has listed the first organization's applications
      When another session without organization makes a call
      Then each session has used an access token of its own

    Scenario: What another organization owns is refused and the caller is told
      Given another organization that uses Single Sign-On
      And the client is configured for that organization
      When the client lists the other organization's applications
      Then the caller is told that permission is missing
      And the client does not loop
