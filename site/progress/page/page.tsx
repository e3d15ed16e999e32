import { useEffect, useState } from 'preact/hooks';
import type { ProgressProblem } from '../../../sandbox/progress/kept.ts';
import type { Progress } from '../../../sandbox/progress/progress.ts';
import { record } from '../../device/record.ts';
import { courseIndex, type CourseIndex } from '../course-index.ts';
import { Carry } from './carry.tsx';
import { DeleteAll } from './delete-all.tsx';
import { Problem } from './problem.tsx';
import { Overview, Stages } from './stages.tsx';

/** Everything that is known of the learner, where it can be taken along and deleted. */
export function ProgressPage() {
  const [progress, setProgress] = useState<Progress>();
  const [problem, setProblem] = useState<ProgressProblem>();
  const [course, setCourse] = useState<CourseIndex | 'failed'>();
  useEffect(() => {
    const store = record();
    void store.load().then((loaded) => {
      setProgress(loaded.progress);
      setProblem(loaded.problem);
    });
    courseIndex().then(setCourse, () => setCourse('failed'));
    return store.subscribe(setProgress);
  }, []);
  // All at once: a part that came later would push the others down.
  if (!progress || !course) return <p class="note">Reading what is stored on this device</p>;
  return (
    <>
      {problem && <Problem problem={problem} />}
      {course === 'failed' && (
        <p role="alert">The list of lessons could not be loaded. Your progress is safe; reload the page to see it.</p>
      )}
      {typeof course === 'object' && (
        <>
          <Overview course={course} progress={progress} />
          <Stages course={course} progress={progress} />
        </>
      )}
      <Carry progress={progress} />
      <DeleteAll />
    </>
  );
}
