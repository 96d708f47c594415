using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Publication;
using Groundswell.Server.Serving;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Pages;

/// <summary>Answers requests for pages: kept ones from the cache, searches and faulty forms drawn for the one who asks.</summary>
internal sealed class PageRequests(PageCache cache, ComponentPages pages, DrawingGate gate, Freshness freshness, IPublicView view) : IReportPages
{
    /// <summary>Sends the home page if it is ready; false if it must be drawn first.</summary>
    public bool TrySendReadyHome(HttpContext context, out Task sending)
    {
        var ready = cache.ReadyHome();
        sending = ready is null ? Task.CompletedTask : PageResponse.WriteAsync(context, ready, PageResponse.ForEveryone);
        return ready is not null;
    }

    public Task HomeAsync(HttpContext context)
    {
        var query = HomeQuery.From(context.Request.Query["q"], context.Request.Query["category"], view.Current);
        return query switch
        {
            { IsEverything: true } => KeptAsync(context, PageAddress.Home),
            { Text.Length: 0 } => KeptAsync(context, PageAddress.OfCategory(query.Category)),
            _ => OnceAsync(context, StatusCodes.Status200OK, async snapshot => await pages.RenderFoundAsync(query, snapshot, freshness.IsStale(snapshot))),
        };
    }

    public Task ServiceAsync(HttpContext context, string slug)
    {
        if (!ServiceId.TryParse(slug, null, out var service))
        {
            return MissingAsync(context);
        }

        var kind = context.Request.Query["reported"].ToString() switch
        {
            "1" => PageKind.ServiceThanked,
            "repeat" => PageKind.ServiceRepeated,
            _ => PageKind.Service,
        };
        return KeptAsync(context, new PageAddress(kind, service.ToString()));
    }

    public Task IncidentAsync(HttpContext context, string id) =>
        IncidentId.TryParse(id, null, out var incident) && incident.ToString() == id
            ? KeptAsync(context, PageAddress.Of(incident))
            : MissingAsync(context);

    /// <summary>The id is checked against the catalogue when the page is drawn; one that is none there leaves the cache at once.</summary>
    public Task SwitchOffAsync(HttpContext context) => KeptAsync(context, PageAddress.OfSwitchOff(WhatIfPath.IdOf(context)));

    public Task ComponentAsync(HttpContext context) =>
        ComponentId.TryParse(WhatIfPath.IdOf(context), null, out var component) ? KeptAsync(context, PageAddress.Of(component)) : MissingAsync(context);

    public Task ProviderAsync(HttpContext context, string id) =>
        Slug.IsValid(id) ? KeptAsync(context, PageAddress.OfProvider(id)) : MissingAsync(context);

    /// <summary>Where a form of the concentration page leads: to the page of what was chosen.</summary>
    public static Task ChooseSwitchOffAsync(HttpContext context)
    {
        var id = context.Request.Query["id"].ToString();
        var isId = id.Split('/') is { Length: <= 3 } parts && Array.TrueForAll(parts, p => Slug.IsValid(p));
        SecurityHeaders.Apply(context.Response.Headers);
        context.Response.Headers.CacheControl = PageResponse.ForOne;
        context.Response.Redirect(isId ? WhatIfPath.Prefix + id : "/concentration#switch-off");
        return Task.CompletedTask;
    }

    public async Task KeptAsync(HttpContext context, PageAddress address)
    {
        var forOne = address.Kind is PageKind.ServiceThanked or PageKind.ServiceRepeated;
        switch (await cache.GetAsync(address, context.RequestAborted))
        {
            case PageAnswer.Found found:
                await PageResponse.WriteAsync(context, found.Page, forOne ? PageResponse.ForOne : PageResponse.ForEveryone);
                break;
            case PageAnswer.Busy:
                await PageResponse.WriteBusyAsync(context);
                break;
            default:
                await MissingAsync(context);
                break;
        }
    }

    public Task MissingAsync(HttpContext context) =>
        OnceAsync(context, StatusCodes.Status404NotFound, async snapshot => await pages.RenderMissingAsync(snapshot, freshness.IsStale(snapshot)));

    public Task ServicePageWithErrorsAsync(HttpContext context, ServiceId service, ReportFormResult result) =>
        OnceAsync(
            context,
            StatusCodes.Status422UnprocessableEntity,
            snapshot => pages.RenderWithErrorsAsync(service, result, snapshot, freshness.IsStale(snapshot), context.RequestAborted));

    /// <summary>Draws a page that is not kept. What a visitor types must not fill the cache.</summary>
    private async Task OnceAsync(HttpContext context, int status, Func<PublicSnapshot, ValueTask<byte[]?>> draw)
    {
        if (!await gate.TryEnterAsync(context.RequestAborted))
        {
            await PageResponse.WriteBusyAsync(context);
            return;
        }

        byte[]? html;
        try
        {
            html = await draw(view.Current);
        }
        finally
        {
            gate.Leave();
        }

        if (html is null)
        {
            await MissingAsync(context);
            return;
        }

        await PageResponse.WriteAsync(context, RenderedPage.From(html), status == StatusCodes.Status200OK ? PageResponse.ForEveryone : PageResponse.ForOne, status);
    }
}
