/** The databases that a learner's own server can have beside it. */
export const serviceNames = ['postgres', 'redis', 'mongodb'] as const;

export type ServiceName = (typeof serviceNames)[number];

export const isServiceName = (name: string): name is ServiceName => serviceNames.some((one) => one === name);

export interface ServiceParts {
  /** As learners know it. */
  title: string;
  /** Where a program finds its address, in `process.env`. */
  variable: string;
  /** The port that it has by custom. */
  port: number;
  /** The SQL, in the exercise's folder, that sets it up. */
  setup?: string;
}

export const services: Record<ServiceName, ServiceParts> = {
  postgres: { title: 'PostgreSQL', variable: 'DATABASE_URL', port: 5432, setup: 'schema.sql' },
  redis: { title: 'Redis', variable: 'REDIS_URL', port: 6379 },
  mongodb: { title: 'MongoDB', variable: 'MONGODB_URL', port: 27017 },
};
