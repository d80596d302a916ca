import type { ReactElement } from 'react';
import type { Bilingual } from '../../../kernel/text.ts';
import { type FormFault, Step, Tiles } from '../../../public/forms.tsx';
import { Icon } from '../../../public/Icon.tsx';
import { useTexts, useWord } from '../../../public/site.ts';
import { categoryIcon } from '../icons.ts';
import { reportTexts } from '../text/report.ts';
import { Attributes } from './Attributes.tsx';
import type { Filled } from './form.ts';
import type { CategoryTile, ReportModel, StreetOfCommunities } from './model.ts';

interface PhotoProps {
  readonly kept: readonly string[];
  readonly previews: Readonly<Record<string, string>>;
  readonly refused: readonly Bilingual[];
  readonly fault?: FormFault;
}

/** Where the ways to another photo stand: beside the last one, below a full row. A full gallery without scripts keeps them: one photo may be exchanged. */
const galleryState = (photos: number): readonly string[] => (photos > 0 && photos % 2 === 0 ? ['even'] : []);

export function PhotoStep({ kept, previews, refused, fault }: PhotoProps): ReactElement {
  const t = useTexts(reportTexts);
  const word = useWord();
  return (
    <Step
      id="photos"
      number={1}
      title={t('photo')}
      note={t('photoOptional')}
      className={kept.length > 0 ? 'shot chosen' : 'shot'}
      fault={fault}
    >
      {refused.map((why) => (
        <p className="msg" key={why.zh}>
          <Icon name="alert" /> {t('photoRefused', { why: word(why) })}
        </p>
      ))}
      <div className={['gallery', ...galleryState(kept.length)].join(' ')}>
        {kept.length > 0 && <KeptPhotos kept={kept} previews={previews} />}
        <div className="ways">
          <input className="vh" type="file" id="camera" name="photo" accept="image/*" capture="environment" aria-describedby="photo-note" />
          <label htmlFor="camera" data-again={t('again')}>
            <Icon name="camera" />
            <span>{t(kept.length > 0 ? 'again' : 'camera')}</span>
          </label>
          <input className="vh" type="file" id="album" name="photo" accept="image/*" multiple aria-describedby="photo-note" />
          <label className="alt" htmlFor="album" data-again={t('albumAgain')}>
            <Icon name="image" />
            <span>{t(kept.length > 0 ? 'albumAgain' : 'album')}</span>
          </label>
        </div>
      </div>
      <p className="small" id="photo-note">
        {t('photoNote')}
      </p>
    </Step>
  );
}

/** Photos that arrived already; shown, so that nobody takes them again. */
export function KeptPhotos({
  kept,
  previews,
}: {
  readonly kept: readonly string[];
  readonly previews: Readonly<Record<string, string>>;
}): ReactElement {
  const t = useTexts(reportTexts);
  return (
    <div className="shots">
      <ul>
        {kept.map((id, index) => (
          <li key={id}>
            {previews[id] ? (
              <img src={previews[id]} alt={t('photoAlt', { n: index + 1 })} width="320" height="240" />
            ) : (
              <p>{t('photoAlt', { n: index + 1 })}</p>
            )}
            <label className="check" htmlFor={`drop-${index}`}>
              <input type="checkbox" id={`drop-${index}`} name="drop" value={id} />
              {t('drop', { n: index + 1 })}
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PlaceProps {
  readonly filled: Filled;
  readonly streets: readonly StreetOfCommunities[];
  readonly fault?: FormFault;
}

/** Open by default for who has no scripts; folded as soon as the phone has found the place. */
export function PlaceStep({ filled, streets, fault }: PlaceProps): ReactElement {
  const t = useTexts(reportTexts);
  return (
    <Step id="place" number={2} title={t('place')} fault={fault}>
      <div id="found" hidden>
        <p>
          <Icon name="pin" /> <b id="found-name">{t('chosenPlace')}</b>
        </p>
        <p className="small" id="found-how" />
      </div>
      <button className="btn wide scripted" type="button" id="locate">
        <Icon name="locate" />
        {t('locate')}
      </button>
      <p className="small" id="place-status" role="status" hidden />
      <details id="place-edit" open>
        <summary>
          <Icon name="pen" />
          <span id="place-edit-words">{t('choosePlace')}</span>
        </summary>
        <div className="stack">
          <label htmlFor="area">{t('community')}</label>
          <select
            className="field"
            id="area"
            name="area"
            defaultValue={filled.area}
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? 'place-fault' : undefined}
          >
            <option value="">{t('chooseCommunity')}</option>
            {streets.map((street) => (
              <optgroup key={street.name} label={street.name} lang="zh-CN">
                {street.communities.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <label htmlFor="address">{t('address')}</label>
          <input className="field" id="address" name="place" defaultValue={filled.place} maxLength={200} autoComplete="street-address" />
          <button className="btn wide scripted" type="button" id="open-map">
            <Icon name="map" />
            {t('openMap')}
          </button>
          <div className="pick" id="place-map" hidden>
            <div className="map-place" />
            <div className="tools">
              <button className="btn nearer" type="button">
                {t('nearer')}
              </button>
              <button className="btn farther" type="button">
                {t('farther')}
              </button>
            </div>
          </div>
        </div>
      </details>
      <input type="hidden" name="lng" value={filled.lng} />
      <input type="hidden" name="lat" value={filled.lat} />
    </Step>
  );
}

const isAmong = (tiles: readonly CategoryTile[], kind: string) => tiles.some(({ code }) => code === kind);

export function KindStep({ model, fault }: { readonly model: ReportModel; readonly fault?: FormFault }): ReactElement {
  const t = useTexts(reportTexts);
  const word = useWord();
  const choices = (tiles: readonly CategoryTile[], icons: boolean) =>
    tiles.map(({ code, label }) => ({ value: code, label: word(label), ...(icons ? { icon: categoryIcon(label) } : {}) }));
  const { kind } = model.filled;
  return (
    <Step id="kind" number={3} title={t('kind')} fault={fault}>
      <Tiles name="kind" choices={choices(model.tiles, true)} chosen={kind} />
      {model.more.length > 0 && (
        <details open={isAmong(model.more, kind) || isAmong(model.rest, kind)}>
          <summary>
            <Icon name="more" />
            {t('more', { n: model.more.length })}
          </summary>
          <Tiles name="kind" choices={choices(model.more, false)} chosen={kind} />
          {model.rest.length > 0 && (
            <details open={isAmong(model.rest, kind)}>
              <summary>
                <Icon name="more" />
                {t('rest', { n: model.rest.length })}
              </summary>
              <Tiles name="kind" choices={choices(model.rest, false)} chosen={kind} />
            </details>
          )}
        </details>
      )}
      <Questions model={model} />
    </Step>
  );
}

/** The questions of the chosen kind; those of the others wait in the page, so that they are there at once and without a network. */
function Questions({ model }: { readonly model: ReportModel }): ReactElement {
  const { kind, attributes } = model.filled;
  const own = model.questions[kind];
  return (
    <>
      <div id="asks" data-kind={kind}>
        {own && <Attributes kind={kind} definitions={own} values={attributes} />}
      </div>
      {Object.entries(model.questions).map(([code, definitions]) => (
        <template key={code} data-asks={code}>
          <Attributes kind={code} definitions={definitions} values={{}} />
        </template>
      ))}
    </>
  );
}

export function WordsStep({ words, fault }: { readonly words: string; readonly fault?: FormFault }): ReactElement {
  const t = useTexts(reportTexts);
  return (
    <Step id="say" number={4} title={<label htmlFor="words">{t('say')}</label>} note={t('sayOptional')} fault={fault}>
      <textarea
        className="field"
        id="words"
        name="words"
        rows={3}
        maxLength={2000}
        defaultValue={words}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? 'say-fault words-note' : 'words-note'}
      />
      <p className="small" id="words-note">
        {t('sayNote')}
      </p>
    </Step>
  );
}
