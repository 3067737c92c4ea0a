@platformsh @cap:api-token @cap:backup.create
Feature: Backups, with and without waiting
  A backup takes its time: the platform answers at once with an activity, which is pending. What a client does then
  is its user's choice. Page: "Platform.sh API tokens", use in automation.

  Background:
    Given the client acts as the admin who owns the project

  @PSH-10
  Rule: Use the --no-wait flag on any commands that may take more than a second or two

    Scenario: Without waiting the request for the backup is the last one
      When the client creates a backup without waiting
      Then the request for the backup is the last one

    Scenario: Without waiting the caller has an activity that is still pending
      When the client creates a backup without waiting
      Then the caller has the activity, which is still pending

    Scenario: Who waits is told of the success
      When the client creates a backup and waits for it
      Then the caller learns that the backup is complete and a success

    Scenario: A backup that is complete may have failed
      Given the next backup will fail
      When the client creates a backup and waits for it
      Then the caller learns that the backup has failed

    Scenario: A log without its seal holds nobody up
      Given logs of activities end without their seal
      When the client creates a backup and waits for it
      Then the caller learns that the backup is complete and a success

    Scenario Outline: When the <which> look fails, the backup is not taken for done
      Given the <which> look at an activity fails for once
      When the client creates a backup and waits for it
      Then the caller learns how the backup ended, or that the server failed

      Examples:
        | which  | reason                |
        | first  | it is pending         |
        | second | it has been under way |
