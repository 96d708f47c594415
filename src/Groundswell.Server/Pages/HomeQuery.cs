using Groundswell.Publication;

namespace Groundswell.Server.Pages;

/// <summary>What a visitor looks for on the home page.</summary>
/// <param name="Text">Part of a service's name, trimmed and cut; empty for all.</param>
/// <param name="Category">Slug of a known category; empty for all.</param>
public sealed record HomeQuery(string Text, string Category)
{
    private const int MaximumText = 64;

    public static HomeQuery Everything { get; } = new("", "");

    public bool IsEverything => Text.Length == 0 && Category.Length == 0;

    public static HomeQuery From(string? text, string? category, PublicSnapshot snapshot)
    {
        var trimmed = (text ?? "").Trim();
        return new HomeQuery(
            trimmed.Length <= MaximumText ? trimmed : trimmed[..MaximumText],
            category is not null && snapshot.Catalogue.Categories.ContainsKey(category) ? category : "");
    }

    public bool Matches(ServiceSummary service) =>
        (Category.Length == 0 || service.Category == Category)
        && (Text.Length == 0
            || service.Name.Contains(Text, StringComparison.OrdinalIgnoreCase)
            || service.Id.ToString().Contains(Text, StringComparison.OrdinalIgnoreCase));
}
