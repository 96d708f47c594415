namespace Groundswell.Catalogue;

/// <summary>
/// What stands for a whole region or supplier where nobody knows which of its components is needed: <c>on: aws/us-east-1</c> or
/// <c>on: aws</c>. It fails, perhaps, with any component there, and it can fail by one that the catalogue does not hold.
/// </summary>
public static class Unspecified
{
    /// <summary>The last part of its id; no component may be named so.</summary>
    public const string Name = "unspecified";

    private const string Global = "global";

    public static ComponentId Of(string provider, string region = Global) => ComponentId.Parse($"{provider}/{region}/{Name}");

    public static bool Is(ComponentId component) => component.Name == Name;

    /// <summary>True for one that stands for a supplier with all of its regions.</summary>
    public static bool IsOfProvider(ComponentId component) => Is(component) && component.Region == Global;

    /// <summary>Reads <c>provider</c> or <c>provider/region</c>.</summary>
    /// <returns>Null for anything else.</returns>
    internal static ComponentId? Read(string text)
    {
        var parts = text.Split('/');
        return parts.Length is 1 or 2 && parts.All(p => Slug.IsValid(p)) ? Of(parts[0], parts.Length == 2 ? parts[1] : Global) : null;
    }
}
