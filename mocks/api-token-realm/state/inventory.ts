import type { Environment, Metric, Project } from './model.ts';

/** The data that tokens open, environment by environment. */
export class Inventory {
  readonly metrics: Metric[] = [];
  readonly projects: Project[] = [];
  #projectsMade = 0;

  addMetric(environment: Environment, name: string, value = 1): Metric {
    const metric = { id: `met_${this.metrics.length + 1}`, environment, name, value };
    this.metrics.push(metric);
    return metric;
  }

  metricsIn(environment: Environment): Metric[] {
    return this.metrics.filter(metric => metric.environment === environment);
  }

  addProject(environment: Environment, name: string): Project {
    const project = { id: `prj_${++this.#projectsMade}`, environment, name };
    this.projects.push(project);
    return project;
  }

  projectsIn(environment: Environment): Project[] {
    return this.projects.filter(project => project.environment === environment);
  }

  removeProject(project: Project): void {
    this.projects.splice(this.projects.indexOf(project), 1);
  }
}
