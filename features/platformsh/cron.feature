@platformsh @cap:api-token @cap:environment @cap:backup.create
Feature: The client on an application container
  There the client finds its API token, its project and its environment among the variables of the container.
  Page: "Platform.sh API tokens", the CLI on a Platform.sh environment.

  @PSH-31
  Rule: Call the CLI from within the shell on the app container, or via a cron hook

    Scenario: In the shell of the container the client needs nothing else
      Given the client is on the container of "master", with a machine user's token in its environment
      When the client creates a backup in the shell of the container
      Then the platform has begun that backup for the machine user

    Scenario: The container of a branch whose name holds a slash does as well
      Given the client is on the container of "feature/login", with a machine user's token in its environment
      When the client creates a backup in the shell of the container
      Then the platform has begun that backup for the machine user

  @PSH-32
  Rule: A cron that is to run only on the production environment is wrapped in an if-check on $PLATFORM_BRANCH

    Scenario Outline: On <branch> the cron hook does nothing
      Given the client is on the container of "<branch>", with a machine user's token in its environment
      When a day passes on the container
      And the client creates a backup in the shell of the container
      Then nothing but the backup of the shell has been asked of the platform

      Examples:
        | branch        | reason                       |
        | staging       | an environment of its own    |
        | feature/login | a branch of development      |

  @PSH-33
  Rule: platform backup:create --yes --no-wait, at 0 5 * * *

    Scenario: On the production branch a backup is begun at five in the morning
      Given the client is on the container of "master", with a machine user's token in its environment
      When a day passes on the container
      Then the platform has begun one backup, at five in the morning

  @PSH-34
  Rule: Seriously, please use --no-wait for all CLI commands placed in a cron hook

    Scenario: In the cron hook the request for the backup is the last one
      Given the client is on the container of "master", with a machine user's token in its environment
      When a day passes on the container
      Then the request for the backup is the last one

    Scenario: The cron hook is done while the activity is pending
      Given the client is on the container of "master", with a machine user's token in its environment
      When a day passes on the container
      Then the caller has the activity, which is still pending
