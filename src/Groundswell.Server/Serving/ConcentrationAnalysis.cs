using System.Collections.Concurrent;
using Groundswell.Catalogue;
using Groundswell.Concentration;

namespace Groundswell.Server.Serving;

/// <summary>
/// How concentrated the catalogue in force is, and what falls if something is switched off. Worked out once for each catalogue, when
/// it is first asked for, however many ask meanwhile; switch-offs one at a time, and the latest kept. Another catalogue forgets all.
/// </summary>
internal sealed class ConcentrationAnalysis : IDisposable
{
    /// <summary>Components and services that a switch-off describes; a page of more is not read.</summary>
    public const int Listed = 1_000;

    private const int KeptSwitchOffs = 256;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private Analysed? _latest;
    private long _uses;

    /// <summary>Reports and switch-offs worked out since the start.</summary>
    public int Runs { get; private set; }

    public Task<ConcentrationReport> ReportAsync(ServiceCatalogue catalogue) => Of(catalogue).Report.Value;

    /// <returns>Null if the catalogue has nothing of that id.</returns>
    public async Task<WhatIfResult?> SwitchOffAsync(ServiceCatalogue catalogue, string id)
    {
        var analysed = Of(catalogue);
        if (id.Length > WhatIfTarget.MaximumLength || WhatIfTarget.Find(await analysed.Graph.Value, id) is not { } target)
        {
            return null;
        }

        var kept = analysed.SwitchOffs.GetOrAdd(target.Id, _ => new Kept(new Lazy<Task<WhatIfResult>>(() => RunAsync(analysed, target))));
        kept.LastUse = Interlocked.Increment(ref _uses);
        Forget(analysed.SwitchOffs);
        return await kept.Result.Value;
    }

    public void Dispose() => _turn.Dispose();

    private static void Forget(ConcurrentDictionary<string, Kept> kept)
    {
        if (kept.Count > KeptSwitchOffs)
        {
            foreach (var pair in kept.OrderBy(p => p.Value.LastUse).Take(KeptSwitchOffs / 8))
            {
                kept.TryRemove(pair);
            }
        }
    }

    private Analysed Of(ServiceCatalogue catalogue)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_latest?.Catalogue, catalogue))
            {
                var graph = new Lazy<Task<CatalogueGraph>>(() => Task.Run(() => new CatalogueGraph(catalogue)));
                _latest = new Analysed(catalogue, graph, new Lazy<Task<ConcentrationReport>>(() => ReportAsync(graph)));
            }

            return _latest;
        }
    }

    private Task<ConcentrationReport> ReportAsync(Lazy<Task<CatalogueGraph>> graph) => InTurnAsync(graph, ConcentrationReport.Of);

    private Task<WhatIfResult> RunAsync(Analysed analysed, WhatIfTarget target) =>
        InTurnAsync(analysed.Graph, graph => WhatIf.Run(graph, target, FailureOdds.Default, listed: Listed));

    /// <summary>Shared by all who wait, so no single one's leaving ends it.</summary>
    private async Task<T> InTurnAsync<T>(Lazy<Task<CatalogueGraph>> graph, Func<CatalogueGraph, T> work)
    {
        var made = await graph.Value;
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            Runs++;
            return await Task.Run(() => work(made));
        }
        finally
        {
            _turn.Release();
        }
    }

    private sealed record Analysed(ServiceCatalogue Catalogue, Lazy<Task<CatalogueGraph>> Graph, Lazy<Task<ConcentrationReport>> Report)
    {
        public ConcurrentDictionary<string, Kept> SwitchOffs { get; } = new(StringComparer.Ordinal);
    }

    private sealed record Kept(Lazy<Task<WhatIfResult>> Result)
    {
        public long LastUse { get; set; }
    }
}
