namespace Groundswell.Catalogue;

/// <summary>What a supplier does for a domain, as far as a stranger can see.</summary>
public enum SuppliedFunction
{
    /// <summary>Answers for its names.</summary>
    Dns,

    /// <summary>Stands in front of it.</summary>
    Cdn,

    /// <summary>Runs it.</summary>
    Hosting,

    /// <summary>Takes its mail.</summary>
    Mail,

    /// <summary>Issues its certificates.</summary>
    Certificates,

    /// <summary>Signs its users in.</summary>
    Identity,

    /// <summary>Takes its payments.</summary>
    Payment,

    /// <summary>Scripts, pictures and measurements that its pages load.</summary>
    Page,
}
