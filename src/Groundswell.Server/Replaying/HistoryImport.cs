using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Scenarios;
using Groundswell.Storage;

namespace Groundswell.Server.Replaying;

/// <summary>Brings counts of a time before the node began into its store, so that its detectors have something to learn from.</summary>
internal sealed class HistoryImport(INames names, IRollups rollups)
{
    private const int BinsAtOnce = 100_000;

    private readonly Dictionary<ServiceId, int> _services = [];
    private readonly Dictionary<SymptomId, int> _symptoms = [];
    private readonly List<RollupBin> _bins = new(BinsAtOnce);

    /// <param name="minutes">No series twice in a minute.</param>
    /// <param name="end">The node counts as alive until then: a minute without counts was silent, not missed.</param>
    /// <param name="progress">Hears the time that is done.</param>
    /// <param name="cancellationToken">Leaves what is imported by then.</param>
    public async Task RunAsync(IEnumerable<ScenarioMinute> minutes, DateTimeOffset end, IProgress<DateTimeOffset>? progress, CancellationToken cancellationToken)
    {
        foreach (var minute in minutes)
        {
            _bins.Add(new RollupBin(
                await NumberAsync(_services, NameKind.Service, minute.Service, cancellationToken),
                Shard.MinuteOf(minute.Minute),
                minute.Region,
                await NumberAsync(_symptoms, NameKind.Symptom, minute.Symptom, cancellationToken),
                minute.Count));
            if (_bins.Count == BinsAtOnce)
            {
                await FlushAsync(cancellationToken);
                progress?.Report(minute.Minute);
            }
        }

        await FlushAsync(cancellationToken);
        await rollups.WriteAsync([], 0, Shard.MinuteOf(end), cancellationToken);
        progress?.Report(end);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await rollups.ImportAsync(_bins, cancellationToken);
        _bins.Clear();
    }

    private async ValueTask<int> NumberAsync<T>(Dictionary<T, int> known, NameKind kind, T name, CancellationToken cancellationToken)
        where T : struct
    {
        if (!known.TryGetValue(name, out var number))
        {
            known[name] = number = (await names.NumberAsync(kind, [name.ToString()!], cancellationToken))[0];
        }

        return number;
    }
}
