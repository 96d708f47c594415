namespace Groundswell.Signals.Seeing;

/// <summary>Answers without TLS that unrelated targets have in common: a portal's page, or its address. Not safe for use by several threads at once.</summary>
internal sealed class AlikeAnswers
{
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Dictionary<string, DateTimeOffset>> _groups = new(StringComparer.Ordinal);

    private DateTimeOffset _forgotAt = DateTimeOffset.MinValue;

    /// <returns>Whether enough unrelated targets have answered the same lately.</returns>
    public bool Take(ProbeWay way)
    {
        if (way.FailedAt is < ProbeStep.Answer || (way.Marks.Redirect ?? way.Marks.Likeness) is not { } mark)
        {
            return false;
        }

        // By where it leads, else by how the page is built.
        var key = way.Marks.Redirect is null ? $"page {mark}" : $"to {mark}";
        if (!_groups.TryGetValue(key, out var groups))
        {
            _groups[key] = groups = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        }

        groups[way.Group] = way.Ended;
        Forget(way.Ended);
        return groups.Count >= SightRules.FewGroups;
    }

    private void Forget(DateTimeOffset now)
    {
        if (now - _forgotAt < ForgetEvery)
        {
            return;
        }

        _forgotAt = now;
        foreach (var (mark, groups) in _groups)
        {
            foreach (var (group, at) in groups)
            {
                if (at < now - SightRules.Remembered)
                {
                    groups.Remove(group);
                }
            }

            if (groups.Count == 0)
            {
                _groups.Remove(mark);
            }
        }
    }
}
