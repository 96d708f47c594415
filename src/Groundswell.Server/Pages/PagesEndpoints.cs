using Groundswell.Server.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Groundswell.Server.Pages;

/// <summary>Puts the public pages into an application.</summary>
public static class PagesEndpoints
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Needs an <see cref="Publication.IPublicView"/>; a <see cref="TimeProvider"/> is added where there is none.</summary>
    public static IServiceCollection AddGroundswellPages(this IServiceCollection services, Action<PageOptions>? configure = null)
    {
        var options = services.AddOptions<PageOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Freshness>();
        services.AddSingleton<DrawingGate>();
        services.AddSingleton<ConcentrationAnalysis>();
        services.AddSingleton<AssetFiles>();
        services.AddSingleton<ComponentPages>();
        services.AddSingleton<IPageSource>(s => s.GetRequiredService<ComponentPages>());
        services.AddSingleton<PageCache>();
        services.AddSingleton<PageRequests>();
        services.AddSingleton<IReportPages>(s => s.GetRequiredService<PageRequests>());
        return services;
    }

    /// <summary>The short way to the home page. Goes first, and <c>UseRouting</c> must be called after it.</summary>
    public static IApplicationBuilder UseGroundswellHomePage(this IApplicationBuilder app) => app.UseMiddleware<HomePageMiddleware>();

    /// <summary>Pages, assets, robots.txt and icon; the page for what is not found is the fallback of browsers' requests.</summary>
    public static IEndpointRouteBuilder MapGroundswellPages(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.ServiceProvider.GetRequiredService<PageRequests>();
        var assets = endpoints.ServiceProvider.GetRequiredService<AssetFiles>();
        Map("/", pages.HomeAsync);
        Map("/services/{slug}", context => pages.ServiceAsync(context, Value(context, "slug")));
        Map("/incidents", context => pages.KeptAsync(context, PageAddress.Incidents));
        Map("/incidents/{id}", context => pages.IncidentAsync(context, Value(context, "id")));
        Map("/about", context => pages.KeptAsync(context, PageAddress.About));
        Map("/concentration", context => pages.KeptAsync(context, PageAddress.Concentration));
        Map("/what-if", PageRequests.ChooseSwitchOffAsync);
        Map("/what-if/{provider}", pages.SwitchOffAsync);
        Map("/what-if/{provider}/{region}", pages.SwitchOffAsync);
        Map("/what-if/{provider}/{region}/{name}", pages.SwitchOffAsync);
        Map("/components/{provider}/{region}/{name}", pages.ComponentAsync);
        Map("/providers/{id}", context => pages.ProviderAsync(context, Value(context, "id")));
        Map("/assets/{name}", context => assets.Find(Value(context, "name"))?.WriteAsync(context) ?? pages.MissingAsync(context));
        Map("/robots.txt", SiteFiles.RobotsAsync);
        Map("/favicon.svg", SiteFiles.IconAsync);
        endpoints.MapFallback("{**path}", pages.MissingAsync).WithMetadata(new HttpMethodMetadata(GetAndHead));
        return endpoints;

        void Map(string pattern, RequestDelegate answer) => endpoints.MapMethods(pattern, GetAndHead, answer);
    }

    private static string Value(HttpContext context, string name) => context.GetRouteValue(name) as string ?? "";
}
