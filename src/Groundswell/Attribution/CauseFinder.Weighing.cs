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

    /// <summary>P(one of some components is a cause), after the last run: each hypothesis counts once, however many of them it has.</summary>
    /// <param name="isOne">By component.</param>
    /// <returns>Calibrated.</returns>
    public double AnyOf(Func<int, bool> isOne) => AnyOf(isOne, _ => false);

    /// <summary>P(one of some components is a cause and none of others is), after the last run.</summary>
    /// <param name="isOne">By component.</param>
    /// <param name="isOther">By component: hypotheses that have one of these are left out.</param>
    /// <returns>Calibrated.</returns>
    public double AnyOf(Func<int, bool> isOne, Func<int, bool> isOther)
    {
        ArgumentNullException.ThrowIfNull(isOne);
        ArgumentNullException.ThrowIfNull(isOther);
        var sum = 0.0;
        for (var i = 0; i < _pool.Count; i++)
        {
            var hypothesis = _pool[i];
            var (without, isLeftOut) = (1.0, false);
            for (var r = 0; r < hypothesis.RootCount; r++)
            {
                without *= isOne(hypothesis.Roots[r]) ? 1 - hypothesis.RootShare[r] : 1;
                isLeftOut |= isOther(hypothesis.Roots[r]);
            }

            sum += isLeftOut ? 0 : hypothesis.Share * (1 - without);
        }

        return _options.Calibration.Worth(Math.Clamp(sum, 0, 1));
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
