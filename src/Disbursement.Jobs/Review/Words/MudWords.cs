using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Disbursement.Jobs.Review.Words;

/// <summary>Translates the texts of MudBlazor's own components, such as the label of a close button.</summary>
internal sealed class MudWords(IHttpContextAccessor context) : MudLocalizer
{
    private readonly bool _isChinese = Spoken.IsChinese(context.HttpContext);

    public override LocalizedString this[string key] => Text.Mud.TryGetValue(key, out Word word)
        ? new LocalizedString(key, word.Say(_isChinese))
        : new LocalizedString(key, key, resourceNotFound: true);
}
