using Groundswell.Publication;

namespace Groundswell.Server.Serving;

/// <summary>Draws pages. The seam between those who keep and send pages and the one who knows what they look like.</summary>
internal interface IPageSource
{
    /// <summary>UTF-8 HTML in which <see cref="RenderedPage.TagPlaceholder"/> may stand once, or null if there is no such page.</summary>
    ValueTask<byte[]?> RenderAsync(PageAddress address, PublicSnapshot snapshot, bool isStale, CancellationToken cancellationToken);
}
