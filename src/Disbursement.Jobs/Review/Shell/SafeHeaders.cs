using Microsoft.AspNetCore.Builder;

namespace Disbursement.Jobs.Review.Shell;

/// <summary>Security headers: a page may load only what this service serves, and no other site may frame it.</summary>
internal static class SafeHeaders
{
    public static HeaderPolicyCollection Of() => new HeaderPolicyCollection()
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicySameOrigin()
        .AddStrictTransportSecurityMaxAge()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginEmbedderPolicy(policy => policy.RequireCorp())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddPermissionsPolicyWithDefaultSecureDirectives()
        .RemoveServerHeader()
        .AddContentSecurityPolicy(content =>
        {
            content.AddDefaultSrc().None();
            content.AddScriptSrc().Self();
            content.AddStyleSrcElem().Self();
            // MudBlazor uses style attributes. Style elements and scripts are allowed from files of this service alone.
            content.AddStyleSrcAttr().UnsafeInline();
            content.AddImgSrc().Self().Data();
            content.AddFontSrc().Self();
            content.AddConnectSrc().Self();
            content.AddFormAction().Self();
            content.AddBaseUri().Self();
            content.AddFrameAncestors().None();
            content.AddObjectSrc().None();
        });
}
