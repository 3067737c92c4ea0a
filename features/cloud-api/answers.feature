@cloud-api @cap:api-key
Feature: Answers
  What an SDK makes of the platform's answers: the list is wrapped, a new project is not. Page: "Cloud API
  Platform", Endpoints.

  @CAP-22
  Rule: The list of projects is wrapped

    @cap:projects.list
    Scenario: The caller has the projects, without the wrapper
      Given the user has projects in two regions
      When the client is asked for the list of projects
      Then the caller has the user's projects

    @cap:projects.list
    Scenario: What stands beside the list is let be
      Given the list of projects holds more beside its data
      When the client is asked for the list of projects
      Then the caller has the user's projects

    @cap:projects.list
    Scenario: No projects are a list too
      Given the list of projects is empty
      When the client is asked for the list of projects
      Then the caller has no project

    @cap:projects.list
    Scenario: An answer without a list is told as what it is
      Given the list of projects has no data
      When the client is asked for the list of projects
      Then the caller is told of a malformed answer

  @CAP-23
  Rule: Projects of a list have id, name and region

    @cap:projects.list
    Scenario: Projects without a date are projects
      When the client is asked for the list of projects
      Then the caller has the user's projects

    @cap:projects.list
    Scenario: Unknown members of a project are let be
      Given the list of projects holds more in its projects
      When the client is asked for the list of projects
      Then the caller has the project "near" in "us-east"

  @CAP-25
  Rule: A new project stands by itself

    @cap:projects.create
    Scenario: The caller has the new project
      When the client is to create the project "ingest-a" in "us-east"
      Then the caller has the new project

    @cap:projects.create
    Scenario: A member that is called data is no wrapper
      Given a new project holds members that nobody has documented
      When the client is to create the project "ingest-a" in "us-east"
      Then the caller has the new project

    @cap:projects.create
    Scenario: A new project may be answered with 200
      Given a new project is answered with 200
      When the client is to create the project "ingest-a" in "us-east"
      Then the caller has the new project

  @CAP-26
  Rule: Ids are texts, and regions are what the platform says

    @cap:projects.list
    Scenario: A region that is new is a region
      Given the list of projects has a region that is new
      When the client is asked for the list of projects
      Then the caller has the project "far" in "ap-southeast-9"

  @CAP-27
  Rule: A key is shown when it is issued

    @cap:keys.create
    Scenario: The caller has the new key
      When the client is to issue the key "ci" for the project
      Then the caller has the new key

  @CAP-28
  Rule: Usage reaches the caller

    @cap:usage.get
    Scenario: The caller has the usage of the time asked for
      When the client is asked for the usage of the last day
      Then the caller has the usage of that time
