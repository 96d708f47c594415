using Groundswell.Publication;
using Microsoft.Extensions.Options;

namespace Groundswell.Server.Serving;

/// <summary>Tells whether what is public is too old to be shown without saying so.</summary>
internal sealed class Freshness(IOptions<PageOptions> options, TimeProvider time)
{
    private readonly TimeProvider _time = options.Value.NodeTime ?? time;
    private readonly TimeSpan _staleAfter = options.Value.StaleAfter;

    public bool IsStale(PublicSnapshot snapshot) => (_time.GetUtcNow() - snapshot.At).Duration() > _staleAfter; // of a clock that was put back by so much, nobody can tell
}
