import { lookAtSuites } from './every-suite.ts';

lookAtSuites(1, 2);
