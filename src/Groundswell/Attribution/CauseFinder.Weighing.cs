namespace Groundswell.Attribution;

public sealed partial class CauseFinder
{
    /// <summary>
    /// What each kind of evidence is worth for a cause: by how much the odds of it and of all that it took along, against no shared cause,
    /// fall when that kind is left out. Of the likeliest explanation that has it as a cause, in the last run.
    /// </summary>
    /// <param name="evidence">What the last run was given, unchanged.</param>
    /// <param name="component">The cause.</param>
    /// <param name="worth">By <see cref="EvidenceFamily"/>, out: natural logarithms; below 0 it speaks against the cause.</param>
    /// <returns>False where no explanation that was kept has it as a cause.</returns>
    public bool Weigh(AttributionEvidence evidence, int component, Span<double> worth)
    {
        if (evidence.Graph != _graph)
        {
            throw new ArgumentException("The evidence is about another graph.", nameof(evidence));
        }

        for (var i = 0; i < _pool.Count; i++)
        {
            if (_pool[i].HasRoot(component))
            {
                var whole = ScoreOf(_pool[i], component, evidence, null);
                for (var family = 0; family < worth.Length; family++)
                {
                    worth[family] = whole - ScoreOf(_pool[i], component, evidence, (EvidenceFamily)family);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Of the part of a hypothesis that one of its roots accounts for.</summary>
    private double ScoreOf(Hypothesis hypothesis, int root, AttributionEvidence evidence, EvidenceFamily? leftOut)
    {
        _cascade.Clear();
        _services.Take(evidence, leftOut);
        _components.Take(evidence, leftOut);
        _cascade.Restore(hypothesis);
        if (hypothesis.RootCount > 1)
        {
            _cascade.Keep(root);
        }

        return _cascade.Score();
    }
}
