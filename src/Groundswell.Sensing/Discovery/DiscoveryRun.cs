using System.Runtime.CompilerServices;
using Groundswell.Sensing.Discovery.Judging;
using Groundswell.Sensing.Discovery.Observing;

namespace Groundswell.Sensing.Discovery;

/// <summary>Looks at many domains, a few at a time.</summary>
/// <param name="observer">Looks.</param>
/// <param name="discoverer">Concludes.</param>
public sealed class DiscoveryRun(DomainObserver observer, Discoverer discoverer)
{
    /// <param name="targets">Each is visited once; it is taken when its turn comes.</param>
    /// <param name="atOnce">Domains under way at the same time, at least 1.</param>
    /// <param name="cancellationToken">Ends the run; what was found until then has been given.</param>
    /// <returns>The findings in the order of the targets.</returns>
    public async IAsyncEnumerable<DomainFindings> RunAsync(
        IEnumerable<DomainTarget> targets, int atOnce, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atOnce, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<DomainFindings>>();
        try
        {
            foreach (var target in targets)
            {
                if (underWay.Count == atOnce)
                {
                    yield return await underWay.Dequeue();
                }

                underWay.Enqueue(LookAsync(target, stop.Token));
            }

            while (underWay.Count > 0)
            {
                yield return await underWay.Dequeue();
            }
        }
        finally
        {
            // Left early, by a fault or by the caller: nothing goes on behind the caller's back.
            await stop.CancelAsync();
            await Task.WhenAll(underWay).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task<DomainFindings> LookAsync(DomainTarget target, CancellationToken cancellationToken) =>
        discoverer.Discover(await observer.ObserveAsync(target, cancellationToken));
}
