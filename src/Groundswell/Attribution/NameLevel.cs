namespace Groundswell.Attribution;

/// <summary>How finely a cause can be named.</summary>
public enum NameLevel
{
    /// <summary>Nothing is likely enough to be named.</summary>
    Nothing,

    Provider,

    Region,

    Component,
}
