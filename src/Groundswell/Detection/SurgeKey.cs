using Groundswell.Catalogue;

namespace Groundswell.Detection;

/// <summary>Which group: what its services have in common.</summary>
internal readonly record struct SurgeKey(SurgeScope Scope, string Category = "", RegionId Country = default, string Supplier = "")
{
    /// <summary>ln of how much likelier, beforehand, an outage that these services share is than a surge of them.</summary>
    public double SharedOutage => Scope switch
    {
        SurgeScope.Supplier => 1, // that is what they have in common
        SurgeScope.Category or SurgeScope.CategoryInCountry => -1.5,
        _ => -2.5,
    };
}
