using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell;

/// <summary>When there is nothing to search for.</summary>
public sealed partial class CauseSearch
{
    /// <summary>
    /// Nats for trouble of all services together. The odds of any cause are at most e to this times those of something failing unseen, which are far below
    /// one in ten: too little to be named.
    /// </summary>
    private const double Murmur = 1.5;

    /// <summary>Nobody says and nothing shows that anything fails; most of most days is so.</summary>
    private bool IsQuiet(IEnumerable<ServiceAssessment> heard, IEnumerable<ProbeVerdict> verdicts, ILookup<ComponentId, NoticeThread> troubled, CauseBook book) =>
        _named.Count == 0
        && book.Open.Count == 0
        && troubled.Count == 0
        && verdicts.All(v => v.Failing == 0)
        && heard.Sum(a => Math.Max(0, a.Total.LogBayesFactor)) < Murmur;
}
