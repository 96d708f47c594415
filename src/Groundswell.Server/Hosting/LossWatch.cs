namespace Groundswell.Server.Hosting;

/// <summary>Counts of what was lost, and which of them grew lately. One caller notes; any thread reads.</summary>
internal sealed class LossWatch
{
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Loss> _losses = [];

    /// <summary>How much was lost in all, by name.</summary>
    public IReadOnlyList<(string Name, long Count)> Totals
    {
        get
        {
            lock (_gate)
            {
                return [.. _losses.Select(l => (l.Key, l.Value.Total))];
            }
        }
    }

    /// <param name="name">What is lost.</param>
    /// <param name="count">How much of it since whoever counts it began; less than before where that began anew.</param>
    /// <param name="now">The time.</param>
    public void Note(string name, long count, DateTimeOffset now)
    {
        lock (_gate)
        {
            var before = _losses.GetValueOrDefault(name, new Loss(0, 0, null));
            var more = count >= before.Counted ? count - before.Counted : count;
            _losses[name] = new Loss(count, before.Total + more, more > 0 ? now : before.At);
        }
    }

    /// <summary>What was lost within the last minutes, and how much of it in all.</summary>
    public IReadOnlyDictionary<string, long> Recent(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _losses.Where(l => now - l.Value.At < Lately).ToDictionary(l => l.Key, l => l.Value.Total);
        }
    }

    private sealed record Loss(long Counted, long Total, DateTimeOffset? At);
}
