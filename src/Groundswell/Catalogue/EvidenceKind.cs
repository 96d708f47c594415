namespace Groundswell.Catalogue;

/// <summary>Sorts of knowledge about a dependency, the surest first.</summary>
public enum EvidenceKind
{
    /// <summary>The dependent or the provider says so in public (case study, engineering post, post-mortem).</summary>
    Stated,

    /// <summary>Anyone can see it from outside (DNS records, addresses, certificates, HTTP headers).</summary>
    Observed,

    /// <summary>The press or a third party reported it.</summary>
    Reported,

    /// <summary>Nobody said so; it is likely, and marked as ours.</summary>
    Assumed,
}
