using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell.Server.Tests.Pages;

/// <summary>A public view held in memory, whose snapshot a test replaces.</summary>
public sealed class MadeUpView(PublicSnapshot first) : IPublicView
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<PublicSnapshot> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PublicSnapshot _current = first;
    private int _described;

    public PublicSnapshot Current => Volatile.Read(ref _current);

    /// <summary>How often a service or incident was asked for, which is how often its page was drawn.</summary>
    public int Described => Volatile.Read(ref _described);

    /// <summary>Holds back descriptions until it completes; null lets them pass.</summary>
    public Task? Hold { get; set; }

    public void Publish(PublicSnapshot snapshot)
    {
        TaskCompletionSource<PublicSnapshot> waiting;
        lock (_gate)
        {
            Volatile.Write(ref _current, snapshot with { Version = _current.Version + 1 });
            waiting = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult(Current);
    }

    public async ValueTask<ServiceDetail?> DescribeServiceAsync(ServiceId service, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _described);
        await (Hold ?? Task.CompletedTask);
        var summary = Current.Services.FirstOrDefault(s => s.Id == service);
        return summary is null ? null : MadeUpWorld.Detail(Current, summary);
    }

    public ValueTask<IncidentDetail?> DescribeIncidentAsync(IncidentId incident, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _described);
        var found = Current.Open.Concat(Current.RecentlyResolved).FirstOrDefault(i => i.Id == incident);
        return ValueTask.FromResult(found is null ? null : MadeUpWorld.Detail(Current, found));
    }

    public ValueTask<CauseDetail?> DescribeCauseAsync(IncidentId incident, CancellationToken cancellationToken)
    {
        var found = Current.Causes.Concat(Current.EndedCauses).FirstOrDefault(i => i.Id == incident);
        return ValueTask.FromResult(found is null ? null : new CauseDetail { Incident = found, Catalogue = Current.Catalogue, Expected = Current.Expected.GetValueOrDefault(incident, []) });
    }

    /// <summary>What probes saw of late, of any target, newest first.</summary>
    public IReadOnlyList<ProbeChange> Changes { get; set; } = [];

    public ValueTask<IReadOnlyList<ProbeChange>> ListProbeChangesAsync(ProbeTarget target, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ProbeChange>>([.. Changes.Where(c => c.Target == target)]);

    public async ValueTask<PublicSnapshot> WaitForNewerAsync(long version, CancellationToken cancellationToken)
    {
        Task<PublicSnapshot> next;
        lock (_gate)
        {
            if (_current.Version > version)
            {
                return _current;
            }

            next = _next.Task;
        }

        return await next.WaitAsync(cancellationToken);
    }
}
