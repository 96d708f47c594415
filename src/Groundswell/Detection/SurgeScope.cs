namespace Groundswell.Detection;

/// <summary>What rises together in a surge.</summary>
public enum SurgeScope
{
    /// <summary>The services of one category.</summary>
    Category,

    /// <summary>The services of one category, in one country.</summary>
    CategoryInCountry,

    /// <summary>All services, in one country.</summary>
    Country,

    /// <summary>The few services that stand on one supplier of their own.</summary>
    Supplier,

    /// <summary>All services.</summary>
    Everything,
}
